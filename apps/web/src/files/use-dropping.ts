import { useEffect, useRef, useState } from "preact/hooks";

/**
 * Whether something is dragged over the page; what is dropped goes to `take`.
 *
 * @param active  whether the view that takes it is the one that is seen
 */
export function useDropping(active: boolean, take: (transfer: DataTransfer) => Promise<void>): boolean {
  const [dropping, setDropping] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (!active) return;
    const stop = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
      addEventListener(type, listener, { signal: stop.signal });
    listen("dragover", (event) => {
      event.preventDefault();
      setDropping(true);
    });
    listen("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) setDropping(false);
    });
    listen("drop", (event) => {
      event.preventDefault();
      setDropping(false);
      if (event.dataTransfer) void latest.current(event.dataTransfer);
    });
    return () => stop.abort();
  }, [active]);
  return dropping;
}
