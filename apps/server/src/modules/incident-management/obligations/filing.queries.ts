import { createHash } from 'node:crypto';
import type { ResponseOf, RouteWith } from '@matoi/contract';
import { canonicalJson } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, subjectLink } from '../../../platform/subjects/index.ts';
import { type Composed, composeFiling } from './composed.queries.ts';
import { conflictsBetween, differencesBetween } from './draft.rules.ts';
import type { DutyFiling, FilingText } from './filing.model.ts';
import { recipientOf, textOf } from './filing.rules.ts';
import { findFiling } from './filing.store.ts';
import { type Ground, groundOf } from './gather.queries.ts';
import type { Filing } from './obligation.model.ts';
import { viewConflict, viewDifference } from './obligation.views.ts';
import { formsFor } from './recipient-form.queries.ts';

type Shown = ResponseOf<RouteWith<'filings.show'>>;

/** SHA-256 of the text of a filing, in hexadecimal digits. */
export const hashOf = (text: FilingText) => createHash('sha256').update(canonicalJson(text)).digest('hex');

/** One filing: a draft as it would leave now, a filed one as it left. */
export async function showFiling(reading: Reading, id: string): Promise<Shown> {
  const filing = await findFiling(reading, id);
  const subject = await findSubject(reading, filing.subjectId);
  const refused = await mayAnnotate(reading, subject);
  const ground = await groundOf(reading, subject);
  const composed = composeFiling(filing, ground);
  const { recipient } = recipientOf(filing, ground.input.regimes);
  const isOpen = filing.state === 'draft' || filing.state === 'approved';
  const mayChange = refused === null && isOpen;
  const isApproved = filing.approval !== null && filing.approval.hash === composed.hash;
  const shown = filing.filed === null ? composed : asFiled(filing.filed.text);
  return {
    id: filing.id,
    version: filing.version,
    subject: subjectLink(subject),
    regimeId: filing.regimeId,
    regimeVersion: filing.regimeVersion,
    stage: filing.stage,
    recipient: filing.recipient,
    recipientName: shown.recipientName,
    channel: recipient?.channel ?? null,
    url: recipient?.url ?? null,
    kind: filing.kind,
    language: filing.language,
    state: filing.state,
    title: shown.title,
    sections: shown.sections.map(({ items, ...section }) => ({
      ...section,
      items: items.map((item) => ({ ...item })),
    })),
    text: textOf(shown, filing.language),
    contentHash: filing.filed?.sha256 ?? composed.hash,
    startedBy: filing.startedBy,
    changedAt: filing.changedAt.toISOString(),
    changedBy: filing.changedBy,
    approval:
      filing.approval === null
        ? null
        : {
            at: filing.approval.at.toISOString(),
            by: filing.approval.by,
            isValid: filing.filed !== null || isApproved,
          },
    filed: viewFiled(filing),
    ...comparisons(filing, composed, ground),
    forms: (await formsFor(reading, filing)).map(({ id: formId, name, version }) => ({ id: formId, name, version })),
    can: {
      change: mayChange,
      approve: mayChange && filing.state === 'draft' && !filing.authors.includes(reading.actor.id),
      file: mayChange && isApproved,
    },
  };
}

function asFiled(text: FilingText) {
  return {
    title: text.title,
    recipientName: text.recipient,
    sections: text.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => ({ ...item, composed: item.value, isEdited: false, isOutdated: false })),
    })),
  };
}

function viewFiled({ filed }: DutyFiling): Shown['filed'] {
  if (filed === null) return null;
  return {
    at: filed.at.toISOString(),
    channel: filed.channel,
    receipt: filed.receipt,
    fileId: filed.fileId,
    sha256: filed.sha256,
    isIntact: hashOf(filed.text) === filed.sha256,
    recordedAt: filed.recordedAt.toISOString(),
    recordedBy: filed.recordedBy,
  };
}

/** What this one says otherwise than the last one to the same recipient, and than others were told. */
function comparisons(
  filing: DutyFiling,
  composed: Composed,
  ground: Pick<Ground, 'input'>,
): Pick<Shown, 'previous' | 'conflicts'> {
  const told = filing.filed?.told ?? composed.told;
  const filedAt = (filing.filed?.at ?? new Date(8.64e15)).toISOString();
  const others = ground.input.filings.filter(({ id }) => id !== filing.id);
  const isEarlier = (one: Filing) => filing.filed === null || Date.parse(one.filedAt) < filing.filed.at.getTime();
  const previous = others
    .filter((one) => one.regimeId === filing.regimeId && one.recipient === filing.recipient && isEarlier(one))
    .reduce<Filing | null>((last, one) => (last === null || one.filedAt > last.filedAt ? one : last), null);
  const { id, regimeId, stage, recipient, kind } = filing;
  const all = [...others, { id, regimeId, stage, recipient, kind, filedAt, told }];
  return {
    previous:
      previous === null
        ? null
        : {
            filingId: previous.id,
            filedAt: previous.filedAt,
            differences: differencesBetween(previous.told, told).map(viewDifference),
          },
    conflicts: conflictsBetween(all)
      .filter((conflict) => conflict.told.some((one) => one.filingId === filing.id))
      .map((conflict) =>
        viewConflict(
          { ...conflict, told: conflict.told.filter((one) => one.filingId !== filing.id) },
          ground.input.regimes,
        ),
      ),
  };
}
