/**
 * The text of an HTML body, for readers without HTML: what Outlook's editor writes (paragraphs, lines, lists, tables, links),
 * not the web at large. Nothing is interpreted or fetched, so the worst an odd page does is read badly. One pass, whatever
 * comes in: the end of a tag is looked for only where one begins, and reading goes on behind it.
 */
export function plainText(html: string): string {
  const out = new Page();
  let link: string | null = null;
  for (let at = 0; at < html.length;) {
    const open = nextMark(html, at);
    if (open > at) out.words(decodeEntities(html.slice(at, open)));
    if (open === html.length) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    at = after(html, '>', open);
    if (html[at - 1] !== '>') {
      out.words(html.slice(open));
      break;
    }
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, Math.min(at, open + 20)));
    if (!tag) continue;
    const [, slash, written = ''] = tag;
    const name = written.toLowerCase();
    const closing = slash === '/';
    if (UNREAD.has(name) && !closing) at = after(html, '>', indexOfIgnoringCase(html, `</${name}`, at));
    else if (name === 'br') out.line();
    else if (name === 'hr') out.rule();
    else if (name === 'li' && !closing) out.item();
    else if (name === 'td' || name === 'th') out.words(closing ? ' ' : '');
    else if (name === 'a' && !closing) link = hrefIn(html.slice(open, at));
    else if (name === 'a' && link !== null) {
      if (!out.endsWith(link)) out.words(` <${link}>`);
      link = null;
    } else if (PARAGRAPHS.has(name)) out.paragraph();
    else if (BLOCKS.has(name)) out.block();
  }
  return out.toString();
}

const UNREAD = new Set(['head', 'style', 'script', 'title', 'template']);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre']);
const BLOCKS = new Set(['div', 'tr', 'li', 'dl', 'dt', 'dd', 'section', 'article', 'header', 'footer', 'address']);

/** Where the next tag, comment or declaration begins; the end of the text when none does. A `<` in front of anything else is a character. */
function nextMark(html: string, from: number): number {
  const mark = /<(?=[a-z/!?])/gi;
  mark.lastIndex = from;
  return mark.exec(html)?.index ?? html.length;
}

/** Where the next thing begins after `mark`; the end of the text when it is missing. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function indexOfIgnoringCase(text: string, mark: string, from: number): number {
  for (let at = text.indexOf('</', from); at !== -1; at = text.indexOf('</', at + 2)) {
    if (text.slice(at, at + mark.length).toLowerCase() === mark) return at;
  }
  return text.length;
}

/** A link's target when it says more than its words would. */
function hrefIn(tag: string): string | null {
  const [, double, single] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag) ?? [];
  const href = decodeEntities(double ?? single ?? '').trim();
  return /^https?:\/\//i.test(href) ? href : /^mailto:/i.test(href) ? href.slice('mailto:'.length) : null;
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  sect: '§',
  deg: '°',
  times: '×',
  shy: '',
  zwnj: '',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
};

const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const point = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      const printable = point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return printable ? String.fromCodePoint(point) : ' ';
    },
  );

/** Text as it grows: white space runs together, breaks of several kinds become one of the widest. */
class Page {
  readonly #pieces: string[] = [];
  #last = '';
  #breaks = 0;

  words(text: string): void {
    const words = text.replace(/[ \t\r\n]+/g, ' ');
    const atLineStart = this.#breaks > 0 || this.#last === '';
    const shown = atLineStart || this.#last.endsWith(' ') ? words.replace(/^ /, '') : words;
    if (shown === '') return;
    if (this.#last !== '') this.#pieces.push('\n'.repeat(this.#breaks));
    this.#breaks = 0;
    this.#pieces.push(shown);
    this.#last = shown;
  }

  line(): void {
    this.#breaks = Math.min(this.#breaks + 1, 3);
  }

  block(): void {
    this.#breaks = Math.max(this.#breaks, 1);
  }

  paragraph(): void {
    this.#breaks = Math.max(this.#breaks, 2);
  }

  item(): void {
    this.block();
    this.words('- ');
  }

  rule(): void {
    this.block();
    this.words('-----');
    this.block();
  }

  endsWith(text: string): boolean {
    // White space has run together: the end is all there is to look at.
    return this.#last
      .slice(-text.length - 1)
      .trimEnd()
      .endsWith(text);
  }

  toString(): string {
    const lines = this.#pieces.join('').split('\n');
    return lines
      .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trim();
  }
}
