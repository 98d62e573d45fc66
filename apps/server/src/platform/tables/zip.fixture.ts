import { crc32, deflateRawSync } from 'node:zlib';

/** Makes a ZIP archive of the given parts, for workbooks that no program would write. */
export function makeZip(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content as string);
    const packed = deflateRawSync(plain);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crcOf(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, label, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from('14000000', 'hex').subarray(0, 2);
    directory.push(Buffer.concat([Buffer.from('504b0102', 'hex'), made, common, tail, label]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

/** Not checked by our reader; present so that other programs can open what a test leaves behind. */
function crcOf(bytes: Buffer): number {
  return typeof crc32 === 'function' ? crc32(bytes) : 0;
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The smallest workbook around the XML of one sheet's `sheetData` (and what follows it). */
export function makeWorkbook(
  sheetData: string,
  extra: { readonly strings?: string; readonly styles?: string; readonly head?: string; readonly book?: string } = {},
): Buffer {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return makeZip({
    'xl/workbook.xml': `${head}${extra.head ?? ''}<workbook xmlns="${main}" xmlns:r="${relationships}">${extra.book ?? ''}<sheets><sheet name="台帳" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}${extra.head ?? ''}<worksheet xmlns="${main}">${sheetData}</worksheet>`,
    'xl/sharedStrings.xml': `${head}${extra.head ?? ''}<sst xmlns="${main}">${extra.strings ?? ''}</sst>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}">${extra.styles ?? ''}</styleSheet>`,
  });
}
