import { acknowledgementSection, correspondenceSection } from '../areas/casework/correspondence/section.ts';
import { journalSection } from '../areas/casework/journal/section.ts';
import { incidentLink } from '../areas/incident-management/incidents/links.ts';
import { overviewSection, peopleSection, summarySection } from '../areas/incident-management/incidents/section.ts';
import { ledgerImportLink } from '../areas/incident-management/ledger/links.ts';
import { trackingLinkSection } from '../areas/incident-management/public-reporting/section.ts';
import { reportLink } from '../areas/incident-management/reports/links.ts';
import { callSection } from '../areas/incident-management/reports/section.ts';
import { specimensSection } from '../areas/incident-management/specimens/section.ts';
import { restrictSection, sightSection } from '../areas/platform/compartments/section.ts';
import { observablesSection } from '../areas/situational-awareness/observables/section.ts';
import type { Registry } from '../shared/registry.tsx';

/** What the modules contribute to the pages of others. A new module adds its lines here and changes no page. */
export const registry: Registry = {
  sections: [
    summarySection,
    overviewSection,
    peopleSection,
    journalSection,
    specimensSection,
    observablesSection,
    correspondenceSection,
    acknowledgementSection,
    callSection,
    trackingLinkSection,
    restrictSection,
    sightSection,
  ],
  links: { 'ledger-import': ledgerImportLink, report: reportLink, incident: incidentLink },
};
