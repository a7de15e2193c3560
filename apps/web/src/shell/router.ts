import { useEffect, useState } from "preact/hooks";

/** The view that the address names behind its hash, "#/recognize"; "" if it names none. */
export function useRoute(): string {
  const [route, setRoute] = useState(routeOf);
  useEffect(() => {
    const changed = () => setRoute(routeOf());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** The address of a view. */
export const addressOf = (id: string): string => `#/${id}`;

const routeOf = () => /^#\/([\w-]+)/.exec(location.hash)?.[1] ?? "";
