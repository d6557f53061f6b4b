import { XMLParser } from 'fast-xml-parser';

/** What the page that plays Outlook takes from an add-in's manifest, as Outlook on the web does. */
export interface AddIn {
  /** Ids of the buttons that open the pane. */
  paneButtons: readonly string[];
  /** What runs by itself: the page it runs in, and the function of each event; null when nothing does. */
  launch: { page: string; functions: Readonly<Record<string, string>>; sendMode: string } | null;
}

/** Reads the overrides of version 1.1, the newest there are. Throws when there are none. */
export function readManifest(xml: string): AddIn {
  const { OfficeApp } = parser.parse(xml) as { OfficeApp: Node };
  const overrides = all(OfficeApp, 'VersionOverrides').find(({ type }) => type === 'VersionOverridesV1_1');
  if (!overrides) throw new Error('The manifest has no overrides of version 1.1.');
  const urls = new Map(all(overrides, 'Url').map(({ id, DefaultValue }) => [String(id), String(DefaultValue)]));

  const paneButtons = all(overrides, 'Control')
    .filter((control) => all(control, 'Action').some(({ type }) => type === 'ShowTaskpane'))
    .map(({ id }) => String(id));
  const point = all(overrides, 'ExtensionPoint').find(({ type }) => type === 'LaunchEvent');
  const [place] = point ? all(point, 'SourceLocation') : [];
  const page = urls.get(String(place?.['resid']));
  if (!point || page === undefined) return { paneButtons, launch: null };

  const events = all(point, 'LaunchEvent');
  const functions = Object.fromEntries(events.map(({ Type, FunctionName }) => [String(Type), String(FunctionName)]));
  // Outlook blocks softly where nothing is said.
  const sendMode = String(events.find(({ SendMode }) => SendMode !== undefined)?.['SendMode'] ?? 'SoftBlock');
  return { paneButtons, launch: { page, functions, sendMode } };
}

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  processEntities: false,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** Every element of that name within another, in the order of the document as far as one kind goes. */
function all(within: unknown, name: string): Node[] {
  if (Array.isArray(within)) return within.flatMap((each) => all(each, name));
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([key, value]) => [
    ...(key === name && Array.isArray(value) ? (value as Node[]) : []),
    ...all(value, name),
  ]);
}
