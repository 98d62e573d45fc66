/**
 * Sends a body and tells the share of its bytes that has left, 0 to 1: `fetch` tells nobody. Answers and fails as `fetch` does: a `TypeError` where no
 * server answers, an `AbortError` where it was stopped.
 */
export function sendTelling(
  url: string,
  init: Pick<RequestInit, 'method' | 'headers' | 'body' | 'signal'>,
  onSent: (share: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { signal } = init;
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const settle = (act: () => void) => () => {
      signal?.removeEventListener('abort', stop);
      act();
    };
    request.open(init.method ?? 'POST', url);
    for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onSent(loaded / total);
    };
    request.onload = settle(() => resolve(new Response(request.responseText, { status: request.status })));
    request.onerror = settle(() => reject(new TypeError('no server answered')));
    request.onabort = settle(() => reject(new DOMException('stopped', 'AbortError')));
    if (signal?.aborted === true) return reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', stop);
    request.send(init.body as XMLHttpRequestBodyInit);
  });
}
