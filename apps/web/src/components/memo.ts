import { type ComponentType, createElement, type JSX } from "preact";
import { useRef } from "preact/hooks";

/** A component that is drawn anew only when `same` says that its props changed. */
export function memo<P extends object>(
  Inner: ComponentType<P>,
  same: (before: P, after: P) => boolean,
): (props: P) => JSX.Element {
  return function Memo(props) {
    const drawn = useRef<{ props: P; element: JSX.Element } | null>(null);
    // The very same element tells Preact that nothing below it changed.
    if (!drawn.current || !same(drawn.current.props, props))
      drawn.current = { props, element: createElement(Inner, props) };
    return drawn.current.element;
  };
}
