import authority from './authority.ja.json' with { type: 'json' };
import callout from './callout.ja.json' with { type: 'json' };
import charter from './charter.ja.json' with { type: 'json' };
import decisions from './decisions.ja.json' with { type: 'json' };
import ledger from './ledger.ja.json' with { type: 'json' };
import lessons from './lessons.ja.json' with { type: 'json' };
import mailIntake from './mail-intake.ja.json' with { type: 'json' };
import managementReports from './management-reports.ja.json' with { type: 'json' };
import meetings from './meetings.ja.json' with { type: 'json' };
import notes from './notes.ja.json' with { type: 'json' };
import obligations from './obligations.ja.json' with { type: 'json' };
import playbooks from './playbooks.ja.json' with { type: 'json' };
import push from './push.ja.json' with { type: 'json' };
import scope from './scope.ja.json' with { type: 'json' };
import team from './team.ja.json' with { type: 'json' };
import timeline from './timeline.ja.json' with { type: 'json' };

/** What only further pages say: loaded before the first of them is shown. */
export const sentences = {
  ...decisions,
  ...authority,
  ...callout,
  ...charter,
  ...ledger,
  ...lessons,
  ...mailIntake,
  ...managementReports,
  ...meetings,
  ...notes,
  ...obligations,
  ...playbooks,
  ...push,
  ...scope,
  ...team,
  ...timeline,
};
