import attachments from './attachments.ja.json' with { type: 'json' };
import casework from './casework.ja.json' with { type: 'json' };
import correspondence from './correspondence.ja.json' with { type: 'json' };
import errors from './errors.ja.json' with { type: 'json' };
import incidentManagement from './incident-management.ja.json' with { type: 'json' };
import incidents from './incidents.ja.json' with { type: 'json' };
import ledger from './ledger.ja.json' with { type: 'json' };
import lessons from './lessons.ja.json' with { type: 'json' };
import mail from './mail.ja.json' with { type: 'json' };
import mailIntake from './mail-intake.ja.json' with { type: 'json' };
import managementReports from './management-reports.ja.json' with { type: 'json' };
import notes from './notes.ja.json' with { type: 'json' };
import observables from './observables.ja.json' with { type: 'json' };
import picture from './picture.ja.json' with { type: 'json' };
import platform from './platform.ja.json' with { type: 'json' };
import playbooks from './playbooks.ja.json' with { type: 'json' };
import publicReporting from './public-reporting.ja.json' with { type: 'json' };
import relations from './relations.ja.json' with { type: 'json' };
import reports from './reports.ja.json' with { type: 'json' };
import scope from './scope.ja.json' with { type: 'json' };
import sources from './sources.ja.json' with { type: 'json' };
import specimens from './specimens.ja.json' with { type: 'json' };
import tasks from './tasks.ja.json' with { type: 'json' };
import terms from './terms.ja.json' with { type: 'json' };
import timeline from './timeline.ja.json' with { type: 'json' };
import triage from './triage.ja.json' with { type: 'json' };

/** Every sentence in this language, by key. Keys are flat; `{{name}}` is filled in. */
export const sentences = {
  ...terms,
  ...errors,
  ...casework,
  ...correspondence,
  ...incidentManagement,
  ...ledger,
  ...mail,
  ...mailIntake,
  ...observables,
  ...platform,
  ...publicReporting,
  ...reports,
  ...sources,
  ...attachments,
  ...incidents,
  ...lessons,
  ...managementReports,
  ...notes,
  ...picture,
  ...playbooks,
  ...relations,
  ...scope,
  ...tasks,
  ...timeline,
  ...specimens,
  ...triage,
};
