import authority from './authority.en.json' with { type: 'json' };
import callout from './callout.en.json' with { type: 'json' };
import charter from './charter.en.json' with { type: 'json' };
import decisions from './decisions.en.json' with { type: 'json' };
import ledger from './ledger.en.json' with { type: 'json' };
import lessons from './lessons.en.json' with { type: 'json' };
import mailIntake from './mail-intake.en.json' with { type: 'json' };
import managementReports from './management-reports.en.json' with { type: 'json' };
import meetings from './meetings.en.json' with { type: 'json' };
import notes from './notes.en.json' with { type: 'json' };
import obligations from './obligations.en.json' with { type: 'json' };
import playbooks from './playbooks.en.json' with { type: 'json' };
import push from './push.en.json' with { type: 'json' };
import scope from './scope.en.json' with { type: 'json' };
import team from './team.en.json' with { type: 'json' };
import timeline from './timeline.en.json' with { type: 'json' };

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
