import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type SentenceKey, sentence } from '@matoi/catalogues';
import { queryText } from '@matoi/client';
import { CliRefusal } from './connection.ts';
import { environment } from './environment.ts';

/**
 * Downloads one file of the server as a stream. It appears under its name only when it is whole; with `-` it goes to
 * standard output.
 */
export async function download(
  path: string,
  given: { readonly query: Readonly<Record<string, unknown>>; readonly to: string },
): Promise<void> {
  const { origin, token } = environment();
  if (token === null) throw new CliRefusal('usage', 'Set MATOI_TOKEN to an API token ("matoi token create").', 2);
  const answer = await fetch(origin + path + queryText(given.query), { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok || answer.body === null) throw await refusalOf(answer);
  const content = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  if (given.to === '-') return pipeline(content, process.stdout);
  const temporary = `${given.to}.part`;
  try {
    await pipeline(content, createWriteStream(temporary, { mode: 0o600 }));
    await rename(temporary, given.to);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function refusalOf(answer: Response): Promise<CliRefusal> {
  const { code, params } = (await answer.json()) as { code: string; params: Record<string, string | number | boolean> };
  return new CliRefusal(code, sentence('en', code as SentenceKey, params), 5);
}
