import casework from './casework.en.json' with { type: 'json' };
import errors from './errors.en.json' with { type: 'json' };
import incidentManagement from './incident-management.en.json' with { type: 'json' };
import mail from './mail.en.json' with { type: 'json' };
import platform from './platform.en.json' with { type: 'json' };
import terms from './terms.en.json' with { type: 'json' };

/** Every sentence in this language, by key. Keys are flat; `{{name}}` is filled in. */
export const sentences = { ...terms, ...errors, ...mail, ...platform, ...casework, ...incidentManagement };
