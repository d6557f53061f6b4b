import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMMAND } from '../../src/addin/host/notices.ts';

const BASE = 'https://localhost:3000/';
const OVERRIDES = 'http://schemas.microsoft.com/office/mailappversionoverrides';
const BASIC_TYPES = 'http://schemas.microsoft.com/office/officeappbasictypes/1.0';

const manifest = new DOMParser().parseFromString(readFileSync('manifest.xml', 'utf8'), 'application/xml');
const app = manifest.documentElement;
const overrides = [OVERRIDES, `${OVERRIDES}/1.1`].map((namespace) => {
  const found = [...manifest.getElementsByTagNameNS(namespace, 'VersionOverrides')][0];
  if (!found) throw new Error(`no ${namespace}`);
  return { namespace, element: found, all: (name: string) => [...found.getElementsByTagNameNS(namespace, name)] };
});

const childrenOf = (element: Element | undefined) => [...(element?.children ?? [])].map(({ localName }) => localName);
const addressesIn = (element: Element) =>
  [...element.querySelectorAll('[DefaultValue]')]
    .map((each) => each.getAttribute('DefaultValue') ?? '')
    .filter((value) => value.includes('://'));
/** Where a file of the add-in lies here: pages and the script beside their code, the rest by its own path. */
const sourceOf = (address: string) => {
  const path = address.slice(BASE.length);
  return /\.(html|js)$/.test(path) ? `src/addin/${path.replace(/\.js$/, '.ts')}` : path;
};
/** Width and height, from the first chunk of a PNG. */
const sizeOf = (file: string) => {
  const bytes = readFileSync(file);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe('the manifest', () => {
  it('is XML of fewer than 256 KB', () => {
    expect(manifest.querySelector('parsererror')).toBeNull();
    expect(statSync('manifest.xml').size).toBeLessThan(256 * 1024);
  });

  it('has its elements in the order that Outlook wants', () => {
    expect(childrenOf(app)).toEqual([
      'Id',
      'Version',
      'ProviderName',
      'DefaultLocale',
      'DisplayName',
      'Description',
      'IconUrl',
      'HighResolutionIconUrl',
      'SupportUrl',
      'AppDomains',
      'Hosts',
      'Requirements',
      'FormSettings',
      'Permissions',
      'Rule',
      'DisableEntityHighlighting',
      'VersionOverrides',
    ]);
    const [first, second] = overrides;
    expect(childrenOf(first?.element)).toEqual(['Requirements', 'Hosts', 'Resources', 'VersionOverrides']);
    expect(childrenOf(second?.element)).toEqual(['Requirements', 'Hosts', 'Resources']);
    const [hosts, newerHosts] = overrides.map(({ all }) => all('Host')[0]);
    expect(childrenOf(hosts)).toEqual(['DesktopFormFactor']);
    expect(childrenOf(newerHosts)).toEqual(['Runtimes', 'DesktopFormFactor']);
    for (const { all } of overrides) {
      for (const control of all('Control')) {
        expect(childrenOf(control)).toEqual(['Label', 'Supertip', 'Icon', 'Action']);
      }
      expect(childrenOf(all('Resources')[0])).toEqual(['Images', 'Urls', 'ShortStrings', 'LongStrings']);
    }
  });

  it('asks for no more than closing a draft needs', () => {
    expect(manifest.querySelector('Permissions')?.textContent).toBe('ReadWriteItem');
  });

  it('runs from the first requirement set that can pin', () => {
    for (const sets of manifest.getElementsByTagNameNS('*', 'Sets')) {
      expect(sets.getAttribute('DefaultMinVersion')).toBe('1.5');
    }
  });

  it('names files that exist, over https', () => {
    const addresses = addressesIn(app);
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) {
      expect(address.startsWith(BASE)).toBe(true);
      expect({ address, exists: existsSync(sourceOf(address)) }).toEqual({ address, exists: true });
    }
    for (const { textContent } of manifest.querySelectorAll('AppDomain')) {
      expect(textContent).toMatch(/^https:\/\/[a-z.]+$/);
    }
  });

  it('names icons of the sizes that Outlook draws', () => {
    const large = ['IconUrl', 'HighResolutionIconUrl'].map((name) =>
      manifest.querySelector(name)?.getAttribute('DefaultValue'),
    );
    expect(large.map((address) => sizeOf(sourceOf(address ?? '')))).toEqual([
      [64, 64],
      [128, 128],
    ]);
    for (const { element } of overrides) {
      for (const image of element.getElementsByTagNameNS(BASIC_TYPES, 'Image')) {
        const size = Number(image.getAttribute('size'));
        if (!image.hasAttribute('resid')) continue;
        const resource = element.querySelector(`[id="${image.getAttribute('resid')}"]`);
        expect(sizeOf(sourceOf(resource?.getAttribute('DefaultValue') ?? ''))).toEqual([size, size]);
      }
    }
  });
});

describe.each(overrides)('the overrides of $namespace', ({ namespace, element, all }) => {
  // The newer overrides lie within the older.
  const isOwn = (each: Element) => each.closest('VersionOverrides')?.namespaceURI === namespace;
  const own = (name: string) => [...element.getElementsByTagNameNS(BASIC_TYPES, name)].filter(isOwn);
  const resources = ['Image', 'Url', 'String'].flatMap(own).filter((each) => each.hasAttribute('id'));

  it('declares every resource once and uses every one', () => {
    const ids = resources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...element.querySelectorAll('[resid]')].filter(isOwn).map((each) => each.getAttribute('resid') ?? '');
    expect([...new Set(used)].sort()).toEqual([...ids].sort());
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(32);
  });

  it('names each group and control once', () => {
    const ids = [...all('Group'), ...all('Control')].map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it('has sentences that fit', () => {
    for (const [list, limit] of [
      ['ShortStrings', 125],
      ['LongStrings', 250],
    ] as const) {
      for (const { children } of own(list)) {
        for (const text of children) expect(text.getAttribute('DefaultValue')?.length).toBeLessThanOrEqual(limit);
      }
    }
  });

  it('opens the pane from a message that is read and from one that is written', () => {
    const surfaces = all('ExtensionPoint').map((each) => each.getAttribute('xsi:type'));
    expect(surfaces.slice(0, 2)).toEqual(['MessageReadCommandSurface', 'MessageComposeCommandSurface']);
    for (const action of all('Action')) expect(action.getAttribute('xsi:type')).toBe('ShowTaskpane');
  });

  it('pins the pane where the schema knows how', () => {
    expect(all('SupportsPinning')).toHaveLength(namespace.endsWith('/1.1') ? 2 : 0);
  });

  it('has the buttons that bars and questions open the pane by', () => {
    for (const [surface, command] of [
      ['MessageReadCommandSurface', COMMAND['message-read']],
      ['MessageComposeCommandSurface', COMMAND['message-compose']],
    ]) {
      const control = all('Control').find(({ id }) => id === command);
      expect(control?.closest('ExtensionPoint')?.getAttribute('xsi:type')).toBe(surface);
    }
  });
});

describe('what Outlook runs by itself', () => {
  const [older, newer] = overrides;
  const addressOf = (resid: string | null | undefined) =>
    newer?.element.querySelector(`[id="${resid}"]`)?.getAttribute('DefaultValue');

  it('is known to the newer overrides alone', () => {
    for (const name of ['Runtimes', 'LaunchEvents']) {
      expect([older, newer].map((each) => each?.all(name).length)).toEqual([0, 1]);
    }
  });

  it('is a page, and for classic Outlook for Windows a script', () => {
    const [runtime] = newer?.all('Runtime') ?? [];
    const [override] = newer?.all('Override') ?? [];
    expect(override?.parentElement).toBe(runtime);
    expect(override?.getAttribute('type')).toBe('javascript');
    expect(addressOf(runtime?.getAttribute('resid'))).toBe(`${BASE}launch-event.html`);
    expect(addressOf(override?.getAttribute('resid'))).toBe(`${BASE}launch-event.js`);
  });

  it('is one script, by the name that stays', () => {
    expect(readFileSync('src/addin/launch-event.html', 'utf8')).toContain('<script src="launch-event.js"></script>');
  });

  it('is a question on send, and never a block', () => {
    const events = newer
      ?.all('LaunchEvent')
      .map((event) => Object.fromEntries([...event.attributes].map(({ name, value }) => [name, value])));
    expect(events).toEqual([
      { Type: 'OnNewMessageCompose', FunctionName: 'onNewMessageCompose' },
      { Type: 'OnMessageSend', FunctionName: 'onMessageSend', SendMode: 'PromptUser' },
    ]);
  });

  it('comes last on the surfaces, in the runtime that is declared', () => {
    const point = newer?.all('ExtensionPoint').at(-1);
    expect(point?.getAttribute('xsi:type')).toBe('LaunchEvent');
    expect(childrenOf(point)).toEqual(['LaunchEvents', 'SourceLocation']);
    expect(point?.lastElementChild?.getAttribute('resid')).toBe(newer?.all('Runtime')[0]?.getAttribute('resid'));
  });

  it('may ask the server from classic Outlook for Windows', () => {
    const { allowed } = JSON.parse(readFileSync('src/addin/microsoft-officeaddins-allowed.json', 'utf8')) as {
      allowed: string[];
    };
    expect(allowed).toEqual([`${BASE}launch-event.js`]);
  });
});
