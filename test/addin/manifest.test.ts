import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

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
/** Where a file of the add-in lies here: pages beside their code, the rest by its own path. */
const sourceOf = (address: string) => {
  const path = address.slice(BASE.length);
  return path.endsWith('.html') ? `src/addin/${path}` : path;
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
  const own = (name: string) =>
    [...element.getElementsByTagNameNS(BASIC_TYPES, name)].filter(
      (each) => each.closest('VersionOverrides')?.namespaceURI === namespace,
    );
  const resources = ['Image', 'Url', 'String'].flatMap(own).filter((each) => each.hasAttribute('id'));

  it('declares every resource once and uses every one', () => {
    const ids = resources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...element.querySelectorAll('[resid]')].map((each) => each.getAttribute('resid') ?? '');
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
    expect(all('ExtensionPoint').map((each) => each.getAttribute('xsi:type'))).toEqual([
      'MessageReadCommandSurface',
      'MessageComposeCommandSurface',
    ]);
    for (const action of all('Action')) expect(action.getAttribute('xsi:type')).toBe('ShowTaskpane');
  });

  it('pins the pane where the schema knows how', () => {
    expect(all('SupportsPinning')).toHaveLength(namespace.endsWith('/1.1') ? 2 : 0);
  });
});
