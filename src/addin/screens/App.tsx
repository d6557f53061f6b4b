import {
  FluentProvider,
  makeStyles,
  teamsHighContrastTheme,
  tokens,
  webDarkTheme,
  webLightTheme,
  type Theme as FluentTheme,
} from '@fluentui/react-components';
import { useEffect, useState, type ComponentProps } from 'react';
import { isAtMailboxService } from '../../domain/choices.ts';
import type { Backend } from '../backend/backend.ts';
import type { Host, Theme } from '../host/host.ts';
import { browserClock, keepIn } from '../parts/browser.ts';
import { useSecondClick } from '../parts/second-click.ts';
import { SurroundingsContext, type Clock, type Keep, type Surroundings } from '../parts/surroundings.ts';
import { allWordsFor, wordsFor } from '../words/words.ts';
import { Boundary } from './Boundary.tsx';
import { forgetUnfinished } from './connect/unfinished.ts';
import { remember } from './known/known.ts';
import { Pane } from './Pane.tsx';

const THEMES: Record<Theme, FluentTheme> = {
  light: webLightTheme,
  dark: webDarkTheme,
  // Its own typeface is wider than Outlook's, and the first screen has no room to give away.
  contrast: { ...teamsHighContrastTheme, fontFamilyBase: webLightTheme.fontFamilyBase },
};

const useStyles = makeStyles({
  pane: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2 },
});

interface AppProps {
  host: Host;
  backend: Backend;
  wish?: ComponentProps<typeof Pane>['wish'];
  clock?: Clock;
  newId?: () => string;
  session?: Keep;
  device?: Keep;
}

const browserSession = keepIn(() => sessionStorage);
const browserDevice = keepIn(() => localStorage);
const randomId = (): string => crypto.randomUUID();

/** The whole pane. Time, ids and storage are the browser's unless others are given. */
export function App({ session = browserSession, device = browserDevice, ...needs }: AppProps) {
  const forget = () => {
    const { emailAddress } = needs.host.profile();
    remember(device, emailAddress, null);
    forgetUnfinished(session, emailAddress);
  };
  return (
    <Boundary forget={forget}>
      <FurnishedPane {...needs} session={session} device={device} />
    </Boundary>
  );
}

function FurnishedPane({
  host,
  backend,
  wish,
  clock = browserClock,
  newId = randomId,
  session,
  device,
}: AppProps & { session: Keep; device: Keep }) {
  const styles = useStyles();
  const [surroundings] = useState<Surroundings>(() => {
    const { emailAddress, accountType } = host.profile();
    const alone = accountType === 'outlookCom' || isAtMailboxService(emailAddress);
    const words = wordsFor(host.language(), alone);
    const allWords = allWordsFor(host.language(), alone);
    // The first screen does without; where they do not come, the screen that needs them says so.
    allWords.catch(() => {});
    return { host, backend, clock, newId, session, device, words, allWords };
  });
  const [theme, setTheme] = useState(host.theme());
  useEffect(() => host.onThemeChanged(setTheme), [host]);
  const onClickCapture = useSecondClick();
  return (
    <FluentProvider theme={THEMES[theme]} className={styles.pane} lang="en" onClickCapture={onClickCapture}>
      <SurroundingsContext value={surroundings}>
        <Pane wish={wish} />
      </SurroundingsContext>
    </FluentProvider>
  );
}
