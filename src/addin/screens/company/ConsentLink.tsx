import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Pictogram, type Shape } from '../../parts/Pictogram.tsx';
import { Section } from '../../parts/Section.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  points: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  point: { display: 'flex', gap: '6px' },
  kind: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

/** The administrator's word for everybody: what it is to, and where it is given. Nothing where there is no such page. */
export function ConsentLink() {
  const styles = useStyles();
  const { backend } = useSurroundings();
  const words = useWords();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void backend.ask('showConsentLink', { signal: stop.signal }).then((link) => {
      if (!stop.signal.aborted && link.ok) setUrl(link.value.url);
    });
    return () => {
      stop.abort();
    };
  }, [backend]);
  if (url === null) return null;

  const { company } = words;
  const { permits, permitsNot, who, takenBack } = company.consentTerms;
  return (
    <Section title={company.consent}>
      <p className={styles.text}>{company.consentBody}</p>
      <Points title={company.permits} shape="check" points={permits} />
      <Points title={company.permitsNot} shape="cross" points={permitsNot} />
      <p className={styles.text}>
        {who} {takenBack}
      </p>
      <div className={styles.actions}>
        <Button appearance="primary" as="a" href={url} target="_blank" rel="noopener noreferrer">
          {company.openConsent}
        </Button>
        <CopyButton text={() => Promise.resolve(url)} label={company.consentText}>
          {company.copyConsent}
        </CopyButton>
      </div>
    </Section>
  );
}

function Points({ title, shape, points }: { title: string; shape: Shape; points: readonly string[] }) {
  const styles = useStyles();
  return (
    <>
      <h3 className={styles.kind}>{title}</h3>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point} className={styles.point}>
            <Pictogram shape={shape} />
            {point}
          </li>
        ))}
      </ul>
    </>
  );
}
