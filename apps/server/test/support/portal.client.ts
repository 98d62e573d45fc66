import type { TestProgram } from './test-program.ts';

/** A page as a browser without scripts has it. */
export type PortalPage = {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The address that the page was answered under, after redirects. */
  readonly path: string;
  /** The signed nonce of its form; empty without a form. */
  readonly nonce: string;
  /** Its text without markup. */
  readonly text: string;
};

type Sent = {
  readonly fields?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly name: string; readonly content: string | Uint8Array; readonly type?: string }[];
  readonly headers?: Readonly<Record<string, string>>;
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };

/** Opens a page of the portal. */
export async function openPage(
  program: Pick<TestProgram, 'origin'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PortalPage> {
  return readPage(await fetch(program.origin + path, { headers, redirect: 'follow' }));
}

/** Sends a form as a browser does: with its nonce, as multipart, and follows to the next page. */
export async function sendForm(
  program: Pick<TestProgram, 'origin'>,
  path: string,
  { fields = {}, files = [], headers = {} }: Sent,
): Promise<PortalPage> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const { name, content, type } of files)
    body.append('files', new Blob([content as string], { type: type ?? 'application/octet-stream' }), name);
  const response = await fetch(program.origin + path, { method: 'POST', body, headers, redirect: 'follow' });
  return readPage(response);
}

async function readPage(response: Response): Promise<PortalPage> {
  const html = await response.text();
  const { pathname, search } = new URL(response.url);
  const body = html.replace(/<(style|title)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
  return {
    status: response.status,
    headers: response.headers,
    html,
    path: pathname + search,
    nonce: /name="nonce" value="([^"]*)"/.exec(html)?.[1] ?? '',
    text: body.replace(/&([a-z0-9#]+);/g, (sign, name: string) => entities[name] ?? sign).replace(/\s+/g, ' '),
  };
}

/** Sends a report by the form, and answers the page of its link. */
export async function reportByForm(
  program: Pick<TestProgram, 'origin'>,
  fields: Readonly<Record<string, string>> = {},
  files: Sent['files'] = [],
): Promise<PortalPage & { readonly token: string; readonly number: string }> {
  const { nonce } = await openPage(program, '/report?lang=ja');
  const given = { tile: 'suspicious-mail', text: 'リンクを開いてしまいました。', ...fields, nonce };
  const page = await sendForm(program, '/report?lang=ja', { fields: given, files });
  const token = /^\/g\/([A-Za-z0-9_-]{43})\?/.exec(page.path)?.[1];
  if (token === undefined) throw new Error(`no link was made: ${page.status} ${page.path} ${page.text.slice(0, 400)}`);
  return { ...page, token, number: /REP-\d{4}-\d{4,}/.exec(page.text)?.[0] ?? '' };
}
