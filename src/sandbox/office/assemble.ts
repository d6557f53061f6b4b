import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

/** One file of the sandbox's office.js. */
export interface OfficeFile {
  readonly body: string;
  readonly type: string;
}

const dist = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');

const publicBuild = (path: string): string => readFileSync(join(dist, path), 'utf8');

const inPane = (name: string): string =>
  transformSync(readFileSync(new URL(`../outlook/in-pane/${name}.ts`, import.meta.url), 'utf8'), {
    isModule: false,
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  }).code;

/**
 * The public office.js build as the sandbox serves it under `/office`, by path (`/office/office.js` …):
 * Microsoft's files from node_modules, with MicrosoftAjax.js replaced by our stand-in, and behind them what a
 * host on another origin cannot give the pane: the nested authentication bridge, denied storage, and the
 * methods of newer Outlook. Nothing is asked from the internet. Mount it on the pane's own origin.
 */
export function assembleOfficeJs(): ReadonlyMap<string, OfficeFile> {
  const ajaxAddress = /"\/\/ajax\.aspnetcdn\.com\/ajax\/3\.5\/MicrosoftAjax\.js"/g;
  const files: Record<string, string> = {
    'office.js': [inPane('storage-denied'), publicBuild('office.js'), inPane('nested-auth-bridge')].join('\n'),
    'outlook-web-16.01.js': [publicBuild('outlook-web-16.01.js'), inPane('newer-methods')].join('\n'),
    'MicrosoftAjax.js': inPane('microsoft-ajax'),
    'en-us/office_strings.js': publicBuild('en-us/office_strings.js'),
    'en-us/outlook_strings.js': publicBuild('en-us/outlook_strings.js'),
    'telemetry/oteljs_agave.js': publicBuild('telemetry/oteljs_agave.js'),
    'o15apptofilemappingtable.js': publicBuild('o15apptofilemappingtable.js'),
  };
  return new Map(
    Object.entries(files).map(([path, script]) => {
      const body = script.replace(ajaxAddress, '"//"+window.location.host+"/office/MicrosoftAjax.js"');
      return [`/office/${path}`, { body, type: 'text/javascript; charset=utf-8' }];
    }),
  );
}
