import businessMailCompromise from './data/business-mail-compromise.v1.json' with { type: 'json' };
import credentialStuffing from './data/credential-stuffing.v1.json' with { type: 'json' };
import informationLeak from './data/information-leak.v1.json' with { type: 'json' };
import lostDevice from './data/lost-device.v1.json' with { type: 'json' };
import malware from './data/malware.v1.json' with { type: 'json' };
import misSentMail from './data/mis-sent-mail.v1.json' with { type: 'json' };
import phishing from './data/phishing.v1.json' with { type: 'json' };
import ransomware from './data/ransomware.v1.json' with { type: 'json' };
import supplierIncident from './data/supplier-incident.v1.json' with { type: 'json' };
import supportScam from './data/support-scam.v1.json' with { type: 'json' };
import vpnCompromise from './data/vpn-compromise.v1.json' with { type: 'json' };
import webDefacement from './data/web-defacement.v1.json' with { type: 'json' };
import type { Version } from './playbook.model.ts';
import { type ShippedFile, versionOfFile } from './shipped.rules.ts';

const files = [
  malware,
  ransomware,
  phishing,
  credentialStuffing,
  misSentMail,
  lostDevice,
  businessMailCompromise,
  vpnCompromise,
  webDefacement,
  informationLeak,
  supplierIncident,
  supportScam,
] as unknown as readonly ShippedFile[];

/** The playbooks that the program brings along, in the order of the menu. A new edition is a new file; old ones stay for their runs. */
export const shippedVersions: readonly Version[] = files.map(versionOfFile);
