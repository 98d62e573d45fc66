import { useRef } from 'react';
import { Button } from '../../../../ui/button.tsx';

/** A button that reads one JSON file from the reader's own disk. */
export function ImportButton(props: { readonly onRead: (text: string) => void; readonly children: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{props.children}</Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={async (event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) props.onRead(await file.text());
          if (input.current !== null) input.current.value = '';
        }}
      />
    </>
  );
}
