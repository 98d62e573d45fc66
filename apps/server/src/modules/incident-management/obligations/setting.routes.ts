import { type Binding, bind } from '../../../platform/http/index.ts';
import { tryRule } from './own-rule.queries.ts';
import { declareScope, switchRule, writeRule } from './setting.commands.ts';
import { showRules } from './setting.queries.ts';

/** Binds the routes of what the team sets about rules. */
export function ruleBindings(): readonly Binding[] {
  return [
    bind('obligation-rules.show', (call) => call.read((reading) => showRules(reading))),
    bind('obligation-rules.declare', (call) => call.run(declareScope, call.body)),
    bind('obligation-rules.switch', (call) => call.run(switchRule, call.body)),
    bind('obligation-rules.write', (call) => call.run(writeRule, call.body)),
    bind('obligation-rules.try', (call) => call.read((reading) => tryRule(reading, call.body.definition))),
  ];
}
