import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../components/notice.tsx";
import type { View, ViewProps } from "./views.ts";

export interface ViewFrameProps extends ViewProps {
  view: View;
}

/** Loads a view when it is first seen, and says so if that fails. */
export function ViewFrame({ view, ...props }: ViewFrameProps): JSX.Element {
  const [loaded, setLoaded] = useState<{ View: ComponentType<ViewProps> } | { error: string } | null>(null);
  useEffect(() => {
    view.load().then(
      ({ default: View }) => setLoaded({ View }),
      (error: unknown) => setLoaded({ error: String(error) }),
    );
  }, [view]);

  return (
    <div hidden={!props.active} class="view">
      {loaded === null ? null : "error" in loaded ? (
        <Notice kind="error" title={`${view.title} could not be loaded`}>
          <p>Is the server still there? Reloading the page tries again. ({loaded.error})</p>
        </Notice>
      ) : (
        <loaded.View {...props} />
      )}
    </div>
  );
}
