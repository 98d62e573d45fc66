import attachments from './attachments.en.json' with { type: 'json' };
import casework from './casework.en.json' with { type: 'json' };
import correspondence from './correspondence.en.json' with { type: 'json' };
import decisionBoard from './decision-board.en.json' with { type: 'json' };
import errors from './errors.en.json' with { type: 'json' };
import governance from './governance.en.json' with { type: 'json' };
import incidentManagement from './incident-management.en.json' with { type: 'json' };
import incidents from './incidents.en.json' with { type: 'json' };
import mail from './mail.en.json' with { type: 'json' };
import meetingBoard from './meeting-board.en.json' with { type: 'json' };
import observables from './observables.en.json' with { type: 'json' };
import picture from './picture.en.json' with { type: 'json' };
import platform from './platform.en.json' with { type: 'json' };
import publicReporting from './public-reporting.en.json' with { type: 'json' };
import relations from './relations.en.json' with { type: 'json' };
import reports from './reports.en.json' with { type: 'json' };
import sources from './sources.en.json' with { type: 'json' };
import specimens from './specimens.en.json' with { type: 'json' };
import tasks from './tasks.en.json' with { type: 'json' };
import terms from './terms.en.json' with { type: 'json' };
import triage from './triage.en.json' with { type: 'json' };

/** What the frame, the board and the inbox say, with what their dialogs say. */
export const sentences = {
  ...attachments,
  ...casework,
  ...correspondence,
  ...decisionBoard,
  ...meetingBoard,
  ...errors,
  ...governance,
  ...incidentManagement,
  ...incidents,
  ...mail,
  ...observables,
  ...picture,
  ...platform,
  ...publicReporting,
  ...relations,
  ...reports,
  ...sources,
  ...specimens,
  ...tasks,
  ...terms,
  ...triage,
};
