import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Models } from "../model/models.ts";
import { Header } from "./header.tsx";
import { useRoute } from "./router.ts";
import type { Store } from "./store.ts";
import type { Theme } from "./theme.ts";
import { ViewFrame } from "./view-frame.tsx";
import { VIEWS } from "./views.ts";

export interface AppProps {
  models: Models;
  theme: Store<Theme>;
}

/** Header, the view that the address names, and the views seen before, hidden. */
export function App({ models, theme }: AppProps): JSX.Element {
  const route = useRoute();
  const current = VIEWS.find(({ id }) => id === route) ?? VIEWS[0];
  const [seen, setSeen] = useState<readonly string[]>([current.id]);
  useEffect(() => {
    setSeen((ids) => (ids.includes(current.id) ? ids : [...ids, current.id]));
    document.title = `${current.title} · Undertone`;
  }, [current.id]);

  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to content
      </button>
      <Header current={current.id} theme={theme} />
      <main id="main" tabIndex={-1}>
        {VIEWS.filter(({ id }) => id === current.id || seen.includes(id)).map((view) => (
          <ViewFrame key={view.id} view={view} models={models} active={view.id === current.id} />
        ))}
      </main>
      <footer class="footer">
        <p>
          Everything happens in this page: no recording leaves your machine. Models of acted speech tell how actors
          portray emotions, not what people feel.
        </p>
      </footer>
    </>
  );
}
