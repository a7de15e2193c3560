import { createStore, type Store } from "./store.ts";

/** "auto": as the system says. */
export type Theme = "auto" | "light" | "dark";

const KEY = "undertone-theme";

/** The theme, kept from visit to visit where the browser lets it be kept. */
export function createTheme(): Store<Theme> {
  const theme = createStore<Theme>(kept());
  const apply = (value: Theme) => {
    if (value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  };
  apply(theme.get());
  theme.subscribe((value) => {
    apply(value);
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // Storage may be forbidden; the theme then holds for this visit.
    }
  });
  return theme;
}

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";
  }
}
