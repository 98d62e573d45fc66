import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { managementReportBindings } from './report.routes.ts';

/** Declares reports to management to the platform. */
export const managementReportsModule: Module = {
  name: 'management-reports',
  bindings: (parts) => managementReportBindings({ ...parts, renderer: makeDocumentRenderer() }),
  subjects: [],
  subscriptions: () => [],
};
