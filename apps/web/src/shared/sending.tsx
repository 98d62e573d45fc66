import { useState } from 'react';
import { ShareBar } from '../ui/page.tsx';
import { useSay } from './language.ts';

/** How much of a file has left: for the call that sends it, and for `Sending`. */
export function useSent() {
  const [share, setShare] = useState<number | null>(null);
  return { share, onSent: setShare, begin: () => setShare(0), end: () => setShare(null) };
}

/** What is being sent and how far that is; once all has left, that the server is at work on it. */
export function Sending({ name, share }: { readonly name: string; readonly share: number }) {
  const { say } = useSay();
  const percent = Math.floor(share * 100);
  return (
    <ShareBar percent={percent} label={say('platform.sending.label', { name })}>
      {percent < 100 ? say('platform.sending.share', { name, percent }) : say('platform.sending.arrived', { name })}
    </ShareBar>
  );
}
