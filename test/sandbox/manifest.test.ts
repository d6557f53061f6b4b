import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readManifest } from '../../src/sandbox/manifest.ts';

const ours = readFileSync('manifest.xml', 'utf8');

describe('an add-in’s manifest', () => {
  it('says which buttons open the pane, and what runs by itself', () => {
    expect(readManifest(ours)).toEqual({
      paneButtons: ['ReadOpenPane', 'ComposeOpenPane'],
      launch: {
        page: 'https://localhost:3000/launch-event.html',
        functions: { OnNewMessageCompose: 'onNewMessageCompose', OnMessageSend: 'onMessageSend' },
        sendMode: 'PromptUser',
      },
    });
  });

  it('blocks softly when it does not say how', () => {
    expect(readManifest(ours.replace(' SendMode="PromptUser"', '')).launch?.sendMode).toBe('SoftBlock');
  });

  it('may run nothing', () => {
    expect(
      readManifest(ours.replace(/<ExtensionPoint xsi:type="LaunchEvent">.*?<\/ExtensionPoint>/s, '')).launch,
    ).toBeNull();
  });

  it('needs the newer overrides', () => {
    expect(() => readManifest(ours.replaceAll('VersionOverridesV1_1', 'VersionOverridesV1_2'))).toThrow(/version 1\.1/);
  });
});
