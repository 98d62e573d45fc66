import casework from './casework.ja.json' with { type: 'json' };
import errors from './errors.ja.json' with { type: 'json' };
import incidentManagement from './incident-management.ja.json' with { type: 'json' };
import mail from './mail.ja.json' with { type: 'json' };
import platform from './platform.ja.json' with { type: 'json' };
import terms from './terms.ja.json' with { type: 'json' };

/** Every sentence in this language, by key. Keys are flat; `{{name}}` is filled in. */
export const sentences = { ...terms, ...errors, ...mail, ...platform, ...casework, ...incidentManagement };
