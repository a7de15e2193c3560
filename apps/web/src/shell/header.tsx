import type { JSX } from "preact";
import { Icon } from "../components/icon.tsx";
import { addressOf } from "./router.ts";
import { type Store, useStore } from "./store.ts";
import type { Theme } from "./theme.ts";
import { VIEWS } from "./views.ts";

export interface HeaderProps {
  /** id of the view that is seen */
  current: string;
  theme: Store<Theme>;
}

/** On a phone the views are in reach of a thumb: shell.css puts them at the lower edge. */
export function Header({ current, theme }: HeaderProps): JSX.Element {
  return (
    <header class="header">
      <a class="brand" href={addressOf(VIEWS[0].id)}>
        <Icon name="undertone" /> Undertone
      </a>
      <nav aria-label="Views">
        <ul>
          {VIEWS.map(({ id, title, icon }) => (
            <li key={id}>
              <a href={addressOf(id)} aria-current={id === current ? "page" : undefined}>
                <Icon name={icon} />
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ThemeButton theme={theme} />
    </header>
  );
}

const THEMES: readonly { theme: Theme; says: string }[] = [
  { theme: "auto", says: "as the system" },
  { theme: "light", says: "light" },
  { theme: "dark", says: "dark" },
];

/** Goes through the themes in turn. */
function ThemeButton({ theme }: { theme: Store<Theme> }): JSX.Element {
  const current = useStore(theme);
  const i = THEMES.findIndex((one) => one.theme === current);
  const next = THEMES[(i + 1) % THEMES.length];
  const label = `Theme: ${THEMES[i].says}. Change to ${next.says}`;
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => theme.set(next.theme)}>
      <Icon name={current} />
    </button>
  );
}
