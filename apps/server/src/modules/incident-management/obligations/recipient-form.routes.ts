import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import { type Binding, bind } from '../../../platform/http/index.ts';
import type { FilledForm, FormFiller } from '../../../platform/tables/index.ts';
import { endForm, writeForm } from './recipient-form.commands.ts';
import type { MappedCell } from './recipient-form.model.ts';
import { formFile, knownKeys, showForms, targetsNow } from './recipient-form.queries.ts';
import { problemsOf, sampleCells } from './recipient-form.rules.ts';
import { factFields, phrases } from './shipped.queries.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A form that could be filled, or the refusal that says why it could not. */
export function orRefuseForm(answer: FilledForm): Extract<FilledForm, { readonly isFilled: true }> {
  if (answer.isFilled) return answer;
  switch (answer.problem) {
    case 'macros':
      return refuse('filings.fill.macros');
    case 'too-large':
    case 'too-slow':
      return refuse('filings.fill.too-large');
    case 'unreadable':
    case 'locked':
      return refuse('filings.fill.unreadable');
    default:
      return answer.problem satisfies never;
  }
}

/** Binds the routes of recipients' own forms. A form is only ever opened in a thread. */
export function recipientFormBindings({ filler }: { readonly filler: FormFiller }): readonly Binding[] {
  const sampleOf = async (form: Buffer, cells: readonly MappedCell[], language: 'ja' | 'en') =>
    orRefuseForm(await filler.fill(form, sampleCells(cells, { fields: factFields, phrases, language })));
  return [
    bind('obligation-forms.show', (call) => call.read((reading) => showForms(reading))),
    bind('obligation-forms.check', async (call) => {
      const { regimeId, recipient, form, cells } = call.body;
      const targets = await call.read((reading) => targetsNow(reading));
      const target = targets.find((one) => one.regimeId === regimeId && one.recipient === recipient);
      if (target === undefined) return refuse('obligation-forms.write.target-unknown');
      const seen = await sampleOf(Buffer.from(form, 'base64'), cells, 'ja');
      const mapped = new Set(cells.map(({ key }) => key));
      return {
        sheets: [...seen.sheets],
        problems: problemsOf(cells, { seen, known: knownKeys(target.keys) }).map(
          ({ sheet, cell, key, problem, isRefused }) => ({ sheet, cell, key, problem, isRefused }),
        ),
        unmapped: target.keys.filter((key) => !mapped.has(key)),
        sample: Buffer.from(seen.bytes).toString('base64'),
      };
    }),
    bind('obligation-forms.write', async (call) => {
      const { form, ...body } = call.body;
      const bytes = Buffer.from(form, 'base64');
      const { sheets, kept, outside } = await sampleOf(bytes, body.cells, 'ja');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return call.run(writeForm, { ...body, bytes, sha256, seen: { sheets, kept, outside } });
    }),
    bind('obligation-forms.end', (call) => call.run(endForm, { id: call.params.id, reason: call.body.reason })),
    bind('obligation-forms.file', async (call) => {
      const { content, language } = call.query;
      const { form, bytes } = await call.read((reading) => formFile(reading, call.params.id));
      const made = content === 'form' ? bytes : Buffer.from((await sampleOf(bytes, form.cells, language)).bytes);
      return { name: form.fileName, mediaType: workbook, size: made.length, content: Readable.from([made]) };
    }),
  ];
}
