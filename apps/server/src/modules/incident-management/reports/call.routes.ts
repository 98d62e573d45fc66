import { type Binding, bind } from '../../../platform/http/index.ts';
import { completeCall, takeCall } from './call.commands.ts';

/** Binds the routes of calls. */
export function callsBindings(): readonly Binding[] {
  return [
    bind('reports.take-call', (call) => call.run(takeCall, call.body)),
    bind('reports.complete-call', (call) => call.run(completeCall, { params: call.params, body: call.body })),
  ];
}
