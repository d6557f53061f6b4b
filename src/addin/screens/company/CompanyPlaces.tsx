import { lazy } from 'react';
import type { Place } from '../place.ts';

const BoardScreen = lazy(() => import(/* webpackChunkName: "board" */ '../board/BoardScreen.tsx'));
const CompanyScreen = lazy(() => import(/* webpackChunkName: "company" */ './CompanyScreen.tsx'));
const PoliciesScreen = lazy(() => import(/* webpackChunkName: "policies" */ '../policies/PoliciesScreen.tsx'));
const TeamScreen = lazy(() => import(/* webpackChunkName: "team" */ '../team/TeamScreen.tsx'));

/** Where an administrator looks after the whole company; nothing where the place is another. */
export function CompanyPlaces({ place, go }: { place: Place; go: (place: Place) => void }) {
  const toCompany = () => {
    go({ at: 'company' });
  };
  switch (place.at) {
    case 'company':
      return (
        <CompanyScreen
          onBoard={() => {
            go({ at: 'board', show: 'all', from: 'company' });
          }}
          onTeam={() => {
            go({ at: 'team' });
          }}
          onPolicies={() => {
            go({ at: 'policies' });
          }}
          onBack={() => {
            go({ at: 'home' });
          }}
        />
      );
    case 'board':
      return (
        <BoardScreen
          show={place.show}
          onBack={() => {
            go({ at: place.from });
          }}
        />
      );
    case 'team':
      return <TeamScreen onBack={toCompany} />;
    case 'policies':
      return (
        <PoliciesScreen
          onForbidden={() => {
            go({ at: 'board', show: 'forbidden', from: 'policies' });
          }}
          onBack={toCompany}
        />
      );
    default:
      return null;
  }
}
