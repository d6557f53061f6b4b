import type { Setting } from '../setting.ts';
import type { Outlook } from './outlook.ts';

const outlookWebApp = 64;

const requirementMatrix = (setting: Setting): string =>
  JSON.stringify({
    Mailbox: setting.set,
    DialogApi: '1.2',
    ...(setting.auth !== 'none' && { NestedAppAuth: '1.1' }),
  });

/** What office.js asks first: which host this is, what it can do, and the add-in's roaming settings. */
export const appContext = (outlook: Outlook, controlId: string): object => ({
  _id: controlId,
  _appName: outlookWebApp,
  _appVersion: '16.01',
  _appMinorVersion: 1,
  _appUILocale: 'en-US',
  _dataLocale: 'en-US',
  _docUrl: location.origin,
  _clientMode: 0,
  _settings: outlook.mailbox.roamingSettings,
  _reason: 'documentOpened',
  _osfControlType: 1,
  _eToken: '',
  _correlationId: crypto.randomUUID(),
  _appInstanceId: controlId,
  _hostFullVersion: '16.01.20261106.4',
  _clientWindowHeight: innerHeight,
  _clientWindowWidth: outlook.setting.width,
  _addinName: 'Postlane',
  _appDomains: [],
  _requirementMatrix: requirementMatrix(outlook.setting),
  _dialogRequirementMatrix: JSON.stringify({ DialogApi: '1.2' }),
  _featureGates: {},
  _initialDisplayMode: 0,
  _wacHostEnvironment: '0',
});
