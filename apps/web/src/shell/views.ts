import type { ComponentType } from "preact";
import type { IconName } from "../components/icon.tsx";
import type { Models } from "../model/models.ts";

/** What every view is given. */
export interface ViewProps {
  models: Models;
  /** whether it is the one that is seen; a view that was seen stays, hidden, with all it does */
  active: boolean;
}

/** A view: a folder in src/views, loaded when it is first seen. */
export interface View {
  id: string;
  title: string;
  /** in the menu of a phone, above the title */
  icon: IconName;
  load(): Promise<{ default: ComponentType<ViewProps> }>;
}

/** In the order of the menu; the first is where the app begins. */
export const VIEWS: readonly View[] = [
  {
    id: "recognize",
    title: "Recognize",
    icon: "microphone",
    load: () => import("../views/recognize/recognize-view.tsx"),
  },
  { id: "train", title: "Train", icon: "train", load: () => import("../views/train/train-view.tsx") },
  { id: "adapt", title: "Adapt", icon: "adapt", load: () => import("../views/adapt/adapt-view.tsx") },
  { id: "explore", title: "Explore", icon: "explore", load: () => import("../views/explore/explore-view.tsx") },
  { id: "bench", title: "Bench", icon: "bench", load: () => import("../views/bench/bench-view.tsx") },
];
