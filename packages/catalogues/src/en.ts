import attachments from './attachments.en.json' with { type: 'json' };
import casework from './casework.en.json' with { type: 'json' };
import correspondence from './correspondence.en.json' with { type: 'json' };
import errors from './errors.en.json' with { type: 'json' };
import incidentManagement from './incident-management.en.json' with { type: 'json' };
import incidents from './incidents.en.json' with { type: 'json' };
import ledger from './ledger.en.json' with { type: 'json' };
import lessons from './lessons.en.json' with { type: 'json' };
import mail from './mail.en.json' with { type: 'json' };
import mailIntake from './mail-intake.en.json' with { type: 'json' };
import managementReports from './management-reports.en.json' with { type: 'json' };
import notes from './notes.en.json' with { type: 'json' };
import observables from './observables.en.json' with { type: 'json' };
import picture from './picture.en.json' with { type: 'json' };
import platform from './platform.en.json' with { type: 'json' };
import playbooks from './playbooks.en.json' with { type: 'json' };
import publicReporting from './public-reporting.en.json' with { type: 'json' };
import relations from './relations.en.json' with { type: 'json' };
import reports from './reports.en.json' with { type: 'json' };
import scope from './scope.en.json' with { type: 'json' };
import sources from './sources.en.json' with { type: 'json' };
import specimens from './specimens.en.json' with { type: 'json' };
import tasks from './tasks.en.json' with { type: 'json' };
import terms from './terms.en.json' with { type: 'json' };
import timeline from './timeline.en.json' with { type: 'json' };
import triage from './triage.en.json' with { type: 'json' };

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
