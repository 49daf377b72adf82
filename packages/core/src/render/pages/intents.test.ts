import { expect, test } from 'vitest';
import { financialSaas } from '../../../test/fixtures/requirements.ts';
import { design } from '../../design/design.ts';
import { provenIntents } from '../../design/intents.ts';
import { printMarkdown } from '../print/markdown.ts';
import { intentsPage } from './intents.ts';

test('paths of clusters that are built alike share a row, also where policies of one name stop them', () => {
  const result = design({ requirements: financialSaas(), day: '2026-11-23' });
  const rows = printMarkdown(intentsPage(provenIntents(result)))
    .split('\n')
    .filter((line) => line.includes('payments/payment-api` is forbidden'));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain('`aks-pay-prod-southeastasia`, `aks-pay-prod-eastasia`');
});
