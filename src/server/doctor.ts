import { loadConfig } from './config.ts';
import { deploymentChecks } from './doctor/deployment.ts';
import { examine } from './doctor/examine.ts';
import { look, mend, ok, type Finding } from './doctor/finding.ts';
import { asJson, asLines, verdictOf, withoutSecrets } from './doctor/report.ts';
import { nodeFault } from './node-version.ts';
import { connectTo } from './wiring/egress.ts';

/** Looks at the deployment that the environment describes, changes nothing, and says what to mend. */
async function run(): Promise<void> {
  const findings = [nodeFinding(process.version), ...(await environmentFindings())];
  const text = process.argv.includes('--json') ? asJson(findings) : asLines(findings);
  // What was given up may still hold a connection.
  process.stdout.write(text, () => process.exit(verdictOf(findings) === 'mend' ? 1 : 0));
}

function nodeFinding(version: string): Finding {
  const fault = nodeFault(version);
  return fault === null ? ok('Node', `${version}.`) : mend('Node', fault, 'Start it with: npm run serve');
}

async function environmentFindings(): Promise<Finding[]> {
  const config = loadConfig(process.env);
  if (config.ok) {
    const findings = await examine(deploymentChecks(config.value, { dial: connectTo, clock: Date.now }));
    return withoutSecrets([ok('Environment', 'Every setting is understood.'), ...findings], config.value);
  }
  return [
    ...config.failure.map((sentence) => mend('Environment', sentence, null)),
    look('The rest', 'It was not looked at.', 'Look again when the settings are understood.'),
  ];
}

await run();
