/** What stands before the words of a line in a list: bullets, numbers, boxes to tick. */
const bullet = /^\s*(?:[-*+•・‣▪●○◦□☐☑✓]|\(?\d{1,3}[.)．）、]|[①-⑳])?\s*(?:\[[ xX]?\])?\s*/u;
const longest = 300;
const mostTasks = 100;

/** The tasks of a pasted list, one for each line; what is empty or stands there twice is left out. */
export function tasksIn(text: string): readonly string[] {
  const titles = text
    .split(/\r\n?|\n/)
    .map((line) =>
      line
        .replace(bullet, '')
        .replace(/\p{Cc}+/gu, ' ')
        .trim(),
    )
    .filter((title) => title !== '')
    .map((title) => Array.from(title).slice(0, longest).join(''));
  return [...new Set(titles)].slice(0, mostTasks);
}

export type PastedRecipient = {
  readonly name: string;
  readonly department: string;
  readonly address: string;
  readonly superiorName: string;
  readonly superiorAddress: string;
};

const isAddress = (cell: string) => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(cell);

/**
 * Recipients from pasted lines: cells between tabs, commas or semicolons, as they come from a spreadsheet or a mail.
 * The first address is the person's, the second one the superior's; `Name <address>` is taken apart.
 */
export function recipientsIn(text: string): readonly PastedRecipient[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) =>
      line
        .replace(/<([^<>]+)>/g, '\t$1')
        .split(/[\t,;、，；]/)
        .map((cell) => cell.replace(/["“”]/g, '').trim()),
    )
    .flatMap((cells) => {
      const first = cells.findIndex(isAddress);
      const words = (first === -1 ? cells : cells.slice(0, first)).filter((cell) => cell !== '');
      const after = first === -1 ? [] : cells.slice(first + 1).filter((cell) => cell !== '');
      const address = first === -1 ? '' : (cells[first] ?? '');
      const name = words[0] ?? address;
      if (name === '') return [];
      return [
        {
          name,
          department: words.slice(1).join(' '),
          address,
          superiorName: after.find((cell) => !isAddress(cell)) ?? '',
          superiorAddress: after.find(isAddress) ?? '',
        },
      ];
    })
    .slice(0, mostTasks);
}
