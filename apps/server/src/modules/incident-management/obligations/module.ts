import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { makeFormFiller } from '../../../platform/tables/index.ts';
import { filingBindings } from './filing.routes.ts';
import { obligationsSubscriptions } from './obligation.jobs.ts';
import { obligationBindings } from './obligation.routes.ts';
import { recipientFormBindings } from './recipient-form.routes.ts';
import { ruleBindings } from './setting.routes.ts';

/** Declares duties to report to the platform. */
export const obligationsModule: Module = {
  name: 'obligations',
  bindings: () => {
    const renderer = makeDocumentRenderer();
    const filler = makeFormFiller({ timeoutMs: 20_000, memoryMb: 256 });
    return [
      ...obligationBindings({ renderer }),
      ...ruleBindings(),
      ...recipientFormBindings({ filler }),
      ...filingBindings({ renderer, filler }),
    ];
  },
  subjects: [],
  subscriptions: () => obligationsSubscriptions,
};
