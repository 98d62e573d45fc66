import attachments from './attachments.ja.json' with { type: 'json' };
import casework from './casework.ja.json' with { type: 'json' };
import correspondence from './correspondence.ja.json' with { type: 'json' };
import decisionBoard from './decision-board.ja.json' with { type: 'json' };
import errors from './errors.ja.json' with { type: 'json' };
import governance from './governance.ja.json' with { type: 'json' };
import incidentManagement from './incident-management.ja.json' with { type: 'json' };
import incidents from './incidents.ja.json' with { type: 'json' };
import mail from './mail.ja.json' with { type: 'json' };
import meetingBoard from './meeting-board.ja.json' with { type: 'json' };
import observables from './observables.ja.json' with { type: 'json' };
import picture from './picture.ja.json' with { type: 'json' };
import platform from './platform.ja.json' with { type: 'json' };
import publicReporting from './public-reporting.ja.json' with { type: 'json' };
import relations from './relations.ja.json' with { type: 'json' };
import reports from './reports.ja.json' with { type: 'json' };
import sources from './sources.ja.json' with { type: 'json' };
import specimens from './specimens.ja.json' with { type: 'json' };
import tasks from './tasks.ja.json' with { type: 'json' };
import terms from './terms.ja.json' with { type: 'json' };
import triage from './triage.ja.json' with { type: 'json' };

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
