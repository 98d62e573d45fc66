import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { defineCommand } from 'citty';
import { CliRefusal, connect, orExplain } from '../../connection.ts';
import { printJson, safe } from '../../output.ts';

/** Items of one call; the server takes a thousand. */
const batchSize = 500;

type Item = { readonly line: number; readonly value: unknown };
type Total = { accepted: number; repeated: number; counted: number; refused: number };

/** Reads lines of JSON one after the other, whatever the size of the file. */
async function* batchesOf(file: string): AsyncGenerator<readonly Item[]> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let batch: Item[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    batch.push({ line, value: parseLine(text, line) });
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliRefusal('usage', `Line ${line} is no JSON. Lines before it were handed in.`, 2);
  }
}

/** `matoi reports submit-batch`: one report a line, as in POST /api/v1/reports. */
export const submitBatchCommand = defineCommand({
  meta: { name: 'submit-batch', description: 'Hand in many reports from a file with one JSON object a line' },
  args: {
    file: { type: 'string', default: '-', description: 'file with lines of JSON, - for standard input' },
    json: { type: 'boolean', description: 'print the counts as JSON' },
  },
  async run({ args }) {
    const client = connect();
    const total: Total = { accepted: 0, repeated: 0, counted: 0, refused: 0 };
    try {
      for await (const batch of batchesOf(args.file)) {
        const body = { items: batch.map((item) => item.value) };
        const { items, counts } = await orExplain(client.call('POST /api/v1/reports/batch', { body }));
        for (const name of Object.keys(total) as (keyof Total)[]) total[name] += counts[name];
        for (const item of items.filter((one) => one.refusal !== null)) {
          const fields = item.refusal?.fields.map(({ path, code }) => `${path} ${code}`).join(', ') ?? '';
          console.error(`line ${batch[item.index]?.line ?? '?'} was refused: ${safe(fields)}`);
        }
      }
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
      throw new CliRefusal('usage', `The file ${args.file} cannot be read.`, 2);
    }
    if (args.json) printJson(total);
    else
      console.log(
        `${total.accepted} accepted, ${total.counted} counted, ${total.repeated} known before, ${total.refused} refused`,
      );
    if (total.refused > 0) process.exitCode = 5;
  },
});
