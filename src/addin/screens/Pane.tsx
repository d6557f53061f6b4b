import { Spinner } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { ArrivedContext } from '../parts/Screen.tsx';
import { useSurroundings } from '../parts/surroundings.ts';
import { readUnfinished } from './connect/unfinished.ts';
import { codeLeft, leaveCode } from './known/code-left.ts';
import { codeOut } from './known/code-out.ts';
import { conditionFor } from './known/condition.ts';
import { KnowledgeContext } from './known/known-context.ts';
import { useKnown } from './known/use-known.ts';
import { useTelling } from './known/use-telling.ts';
import { CompanyPlaces } from './company/CompanyPlaces.tsx';
import { afterItemChange, TELLS_LOSS, whereTo, type Mending, type Place } from './place.ts';
import { StartScreen } from './start/StartScreen.tsx';

// The first screen needs none of these, so it does not wait for them.
const ChooseScreen = lazy(() => import(/* webpackChunkName: "choose" */ './choose/ChooseScreen.tsx'));
const ConnectScreen = lazy(() => import(/* webpackChunkName: "connect" */ './connect/ConnectScreen.tsx'));
const ErasedScreen = lazy(() => import(/* webpackChunkName: "own" */ './own/ErasedScreen.tsx'));
const HomeScreen = lazy(() => import(/* webpackChunkName: "home" */ './home/HomeScreen.tsx'));
const LostNote = lazy(() => import(/* webpackChunkName: "lost" */ './known/LostNote.tsx'));
const PreparedScreen = lazy(() => import(/* webpackChunkName: "prepared" */ './prepared/PreparedScreen.tsx'));
const RepairScreen = lazy(() => import(/* webpackChunkName: "repair" */ './repair/RepairScreen.tsx'));
const SenderScreen = lazy(() => import(/* webpackChunkName: "sender" */ './sender/SenderScreen.tsx'));
const ProveSenderScreen = lazy(() => import(/* webpackChunkName: "sender" */ './sender/ProveSenderScreen.tsx'));
const SharedScreen = lazy(() => import(/* webpackChunkName: "shared" */ './shared/SharedScreen.tsx'));
const SendScreen = lazy(() => import(/* webpackChunkName: "send" */ './send/SendScreen.tsx'));

interface PaneProps {
  /** What the pane was opened for, as soon as the mail client tells: to mend a channel. Null for nothing in particular. */
  wish?: Promise<{ channelId: string } | null> | undefined;
}

/** Shows one screen at a time and follows what is open in the mail client. */
export function Pane({ wish }: PaneProps) {
  const surroundings = useSurroundings();
  const { clock, device, host, session, words } = surroundings;
  const knowledge = useKnown(surroundings);
  useTelling(surroundings, knowledge.known);
  const [item, setItem] = useState(() => ({ kind: host.item(), count: 0 }));
  const [chosen, choose] = useState<Place | null>(() => {
    const unfinished = readUnfinished(session, host.profile().emailAddress);
    return unfinished && { at: 'connect', origin: unfinished.origin, isResumed: true };
  });
  /** Whether the pane has just opened, and the server has not answered yet. */
  const [isFresh, setFresh] = useState(true);
  const [arrived, arrive] = useState(false);
  const [wished, setWished] = useState<string | null>(null);
  /** Why the rep goes on without what an administrator has prepared; null while that is not so. */
  const [onOwn, goOwn] = useState<'wanted' | 'nothing-there' | null>(null);
  const takeOwn = useCallback((because: 'wanted' | 'nothing-there') => {
    goOwn(because);
    choose((place) => (place?.at === 'prepared' ? { at: 'start' } : place));
  }, []);
  const findNothing = useCallback(() => takeOwn('nothing-there'), [takeOwn]);

  useEffect(() => {
    void wish?.then((found) => {
      setWished(found?.channelId ?? null);
    });
  }, [wish]);

  useEffect(
    () =>
      host.onItemChanged(() => {
        setItem(({ count }) => ({ kind: host.item(), count: count + 1 }));
        choose(afterItemChange);
      }),
    [host],
  );

  const go = (place: Place | null) => {
    arrive(true);
    choose(place);
  };

  const leave = useCallback(() => {
    arrive(true);
    choose(null);
  }, []);

  const channels = knowledge.known.channels ?? [];
  const { heard, trouble } = knowledge.known;
  // What this device remembers may be mended by now: only where the server is silent it has to do.
  if (wished !== null && (heard || trouble !== null)) {
    setWished(null);
    const channel = channels.find(({ id }) => id === wished);
    // Mended since, or gone: then there is nothing to wish for.
    if (channel && channel.team === null && conditionFor(channel) !== 'working')
      go({ at: 'repair', channelId: wished, by: 'credential' });
  }
  // Reading the code may have closed the pane: it opens where the code is entered, until the rep turns away from there, but
  // not over a draft for another channel.
  if (isFresh && heard) {
    setFresh(false);
    const left = codeLeft(device, host.profile().emailAddress);
    const isInTheWay = item.kind === 'message-compose' && channels.length > 1;
    for (const channel of isInTheWay || chosen !== null || wished !== null ? [] : channels) {
      const out = codeOut(channel, clock.now());
      if (out === null || out.sentAt <= left) continue;
      choose({ at: 'prove-sender', channelId: channel.id, reopenedFor: out.sentAt });
      break;
    }
  }
  const place = whereTo(
    chosen,
    channels.map(({ id }) => id),
    item.kind,
  );
  const toCompany = knowledge.isAdmin
    ? () => {
        go({ at: 'company' });
      }
    : undefined;
  const toHome =
    channels.length > 0
      ? () => {
          go({ at: 'home' });
        }
      : undefined;
  const repair = (channelId: string, by: Mending) => {
    // A team's credential is its administrator's to mend: at home it says so.
    const ofTeam = channels.some(({ id, team }) => id === channelId && team !== null);
    go(ofTeam && by !== 'check' ? { at: 'home' } : { at: 'repair', channelId, by });
  };
  const isPrepared = knowledge.isExpected && onOwn === null;
  const toPrepared = () => {
    goOwn(null);
    go({ at: 'prepared' });
  };
  const writing = item.kind === 'message-compose';
  return (
    <KnowledgeContext value={knowledge}>
      <ArrivedContext value={arrived}>
        <Suspense fallback={<Spinner style={{ padding: 32 }} label={words.common.loading} />}>
          {knowledge.known.lost.length > 0 && TELLS_LOSS.includes(place.at) && <LostNote />}
          {(place.at === 'prepared' || (place.at === 'start' && isPrepared)) && (
            <PreparedScreen
              onJoin={() => {
                choose({ at: 'prepared' });
              }}
              onConnect={(origin) => {
                go({ at: 'connect', origin });
              }}
              onOwn={() => {
                takeOwn('wanted');
              }}
              onNothing={findNothing}
              onBack={toHome}
              onDone={() => {
                go(null);
              }}
            />
          )}
          {place.at === 'start' && !isPrepared && (
            <StartScreen
              onConnect={(origin) => {
                go({ at: 'connect', origin });
              }}
              onChoose={() => {
                go({ at: 'choose' });
              }}
              onShared={() => {
                go({ at: 'shared' });
              }}
              onBack={onOwn === 'wanted' ? toPrepared : toHome}
              onCompany={toCompany}
            />
          )}
          {place.at === 'shared' && (
            <SharedScreen
              onBack={() => {
                go({ at: 'start' });
              }}
              onDone={() => {
                go(null);
              }}
            />
          )}
          {place.at === 'choose' && (
            <ChooseScreen
              onConnect={(origin) => {
                go({ at: 'connect', origin });
              }}
              onBack={() => {
                go({ at: 'start' });
              }}
            />
          )}
          <CompanyPlaces place={place} go={go} />
          {place.at === 'connect' && (
            <ConnectScreen
              origin={place.origin}
              onPrepared={isPrepared && place.isResumed ? toPrepared : undefined}
              onBack={() => {
                go({ at: place.origin.by === 'recommendation' ? 'start' : 'choose' });
              }}
              onDone={() => {
                go(null);
              }}
            />
          )}
          {place.at === 'home' && (
            <HomeScreen
              onSend={
                writing
                  ? () => {
                      go({ at: 'send' });
                    }
                  : undefined
              }
              onRepair={repair}
              onAnother={() => {
                go({ at: 'start' });
              }}
              onSender={(channelId) => {
                go({ at: 'sender', channelId, address: '' });
              }}
              onProve={(channelId) => {
                go({ at: 'prove-sender', channelId });
              }}
              onCompany={toCompany}
              onErased={(erased) => {
                go({ at: 'erased', erased });
              }}
            />
          )}
          {place.at === 'erased' && <ErasedScreen erased={place.erased} onDone={leave} />}
          {place.at === 'repair' && (
            <RepairScreen
              key={place.channelId}
              channelId={place.channelId}
              by={place.by}
              onHome={() => {
                go({ at: 'home' });
              }}
              onLeave={() => {
                go(null);
              }}
            />
          )}
          {place.at === 'sender' && (
            <SenderScreen
              key={place.channelId}
              channelId={place.channelId}
              address={place.address}
              onBack={() => {
                go(null);
              }}
              onDone={() => {
                go(null);
              }}
            />
          )}
          {place.at === 'prove-sender' && (
            <ProveSenderScreen
              channelId={place.channelId}
              onBack={() => {
                if (place.reopenedFor !== undefined) leaveCode(device, host.profile().emailAddress, place.reopenedFor);
                leave();
              }}
              onDone={leave}
            />
          )}
          {place.at === 'send' && (
            <SendScreen
              key={item.count}
              onHome={() => {
                go({ at: 'home' });
              }}
              onRepair={(channelId) => {
                repair(channelId, 'credential');
              }}
              onAnother={() => {
                go({ at: 'start' });
              }}
              onSender={(channelId, address) => {
                go({ at: 'sender', channelId, address });
              }}
              onProve={(channelId) => {
                go({ at: 'prove-sender', channelId });
              }}
            />
          )}
        </Suspense>
      </ArrivedContext>
    </KnowledgeContext>
  );
}
