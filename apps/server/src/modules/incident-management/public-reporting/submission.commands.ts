import { sentence } from '@matoi/catalogues';
import { type Locale, openCompartment, trackingPermits } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { createGuestLink } from '../../../platform/guests/index.ts';
import type { Upload } from '../../../platform/http/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { knowCorrespondent } from '../../casework/correspondence/index.ts';
import { enterReport, newReport } from '../reports/index.ts';
import type { TypedReport } from './form.model.ts';
import { cleanLine, cleanText, contactOf, titleOf } from './form.rules.ts';
import { readForm } from './form.store.ts';

export type Submission = TypedReport & {
  readonly uploads: readonly Upload[];
  /** Told when the files belong to the report; not for a form that was taken before. */
  readonly onTaken: () => void;
  readonly locale: Locale;
  /** What makes the secret of the link; the same form makes the same one again. */
  readonly key: Buffer;
  readonly seed: Buffer;
};

/**
 * Takes a report of the public form, and makes the link by which its reporter follows it. What a machine filled in is
 * taken too, and marked, so that nothing of a person is ever lost. Answers nothing but the number.
 */
export const submitForm = defineCommand({
  id: 'public-form.submit',
  writesInto: [openCompartment],
  load: async (work: Work, _input: Submission) => ({
    form: await readForm(work),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide({ form, settings }, input, given) {
    if (!form.isOpen) return refusal('public-form.submit.closed');
    const tile = form.tiles.find((one) => one.id === input.tile);
    const contact = contactOf(input.contact);
    const name = cleanLine(input.name);
    const isTrapped = input.website.trim() !== '';
    return newReport({
      channel: 'form',
      title: titleOf(tile, input, settings.locale),
      text: cleanText(input.text),
      reporter: { name: name === '' ? null : name, address: contact.address },
      callerPhone: contact.phone,
      locale: input.locale,
      receivedAt: given.now,
      isAutomatic: isTrapped,
      category: tile?.name[settings.locale] ?? null,
      fields:
        contact.other === null
          ? []
          : [{ label: sentence(settings.locale, 'portal.form.contact'), value: contact.other }],
    });
  },
  async record(work, { loaded: { form }, change: report, input }) {
    const { key, seed, locale } = input;
    const { id, number } = await enterReport(work, report, {
      attachments: input.uploads,
      hints: { classHint: form.tiles.find((one) => one.id === input.tile)?.classHint ?? null },
      async use(inner, subjectId) {
        await createGuestLink(inner, { key, seed, subjectId, permits: trackingPermits, locale });
        const { name, address } = report.reporter;
        // From now on their mails belong here, and their page shows what is written to them.
        if (address !== null)
          await knowCorrespondent(inner, subjectId, { name, address, role: 'reporter', firstMailId: null });
      },
    });
    input.onTaken();
    return {
      subjectId: id,
      audit: { number, files: input.uploads.length },
      facts: [{ kind: 'report.received' as const, channel: 'form' as const, automaticMail: report.isAutomatic }],
      result: number,
    };
  },
  show: async (_work, number) => ({ number }),
});
