import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { fileSize } from "../components/format.ts";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { saveFile } from "../files/save-file.ts";
import { BUNDLE_FORMS, type BundleFormName, bundleAs } from "./bundle-forms.ts";

/** Buttons that save a bundle in its forms. */
export function BundleDownloads({ bundle }: { bundle: Uint8Array<ArrayBuffer> }): JSX.Element {
  const [error, setError] = useState<string | null>(null);
  const save = async (name: BundleFormName) => {
    try {
      saveFile(name, await bundleAs(name, bundle));
      setError(null);
    } catch (reason) {
      setError(`${name}: ${reason instanceof Error ? reason.message : String(reason)}`);
    }
  };
  return (
    <>
      <div class="buttons">
        {BUNDLE_FORMS.map(({ name, says }) => (
          <button key={name} type="button" class="button small" title={says} onClick={() => void save(name)}>
            <Icon name="download" /> {name}
            {name === "model.undertone" && `, ${fileSize(bundle.length)}`}
          </button>
        ))}
      </div>
      {error && (
        <Notice kind="error" title="This form could not be made">
          <p>{error}</p>
        </Notice>
      )}
    </>
  );
}
