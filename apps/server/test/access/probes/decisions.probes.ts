import { neverId, type Probes } from './probe.shapes.ts';

const action = { actionKind: 'stop-service', target: { system: '', site: '', tag: '' }, evidenceLost: '' };
const option = { business: '', technical: '', riskText: '', cost: '', reversible: 'yes', risk: 'low' };
const brief = {
  ...{ question: 'x', whyNow: 'x', waitingCost: '', decideByAt: null, csirt: null, vendor: null, ...action },
  options: [
    { ...option, title: 'x', isOrder: true },
    { ...option, title: 'y', isOrder: false },
  ],
  memberIds: [neverId],
};

const post = (path: string, body: object, version?: number) => [
  { method: 'POST', path, body, ...(version === undefined ? {} : { version }) },
];

export const decisionProbes: Probes = {
  'decisions.list': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/decisions` }],
  'decisions.show': (id) => [{ method: 'GET', path: `/api/v1/decisions/${id}` }],
  'decisions.ask': (id) => post(`/api/v1/subjects/${id}/decisions`, brief),
  'decisions.order': (id) =>
    post(`/api/v1/subjects/${id}/decisions/order`, {
      ...{ question: 'x', reason: 'x', isEmergency: false, conditionsMet: '', ...action },
    }),
  'decisions.record-oral': (id) =>
    post(`/api/v1/subjects/${id}/decisions/oral`, {
      ...{ question: 'x', answer: 'x', isOrder: true, reason: '', means: 'x', ...action },
      ...{ memberId: neverId, saidAt: '2026-01-05T00:00:00Z' },
    }),
  'decisions.decide': (id) => post(`/api/v1/decisions/${id}/decide`, { option: 'A', reason: 'x' }, 1),
  'decisions.agree': (id) => post(`/api/v1/decisions/${id}/second`, { agrees: true, reason: 'x' }, 1),
  'decisions.say': (id) => post(`/api/v1/decisions/${id}/answers`, { kind: 'question', text: 'x', option: null }),
  'decisions.ask-also': (id) => post(`/api/v1/decisions/${id}/asked`, { memberId: neverId }),
  'decisions.confirm': (id) => post(`/api/v1/decisions/${id}/confirm`, { isRight: true, text: '' }, 1),
  'decisions.report': (id) => post(`/api/v1/decisions/${id}/report`, { to: 'x', text: 'x' }, 1),
  'decisions.withdraw': (id) => post(`/api/v1/decisions/${id}/withdraw`, { reason: 'x' }, 1),
  'decision-asked.pin': (id) => post(`/api/v1/decision-asked/${id}/pin`, {}),
  'decision-asked.link': (id) => post(`/api/v1/decision-asked/${id}/link`, { means: 'x' }),
  'decisions.log': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/decision-log?format=csv&language=ja` }],
};
