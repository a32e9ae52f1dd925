import { expect, it } from '@jest/globals';
import { makeDemoCsv } from '../demo/demo-csv.ts';
import { idOf, useTown } from './town.ts';

const town = useTown();

it("takes an import without a town's key for the one town there is, and the demo twice for once", async () => {
  await town.importDemo(2027);
  const before = await idOf(town, 'Lindenweg 7a');
  const report = await town.importFolder({ 'musterhagen.csv': makeDemoCsv(2027) });
  expect(report.counts).toMatchObject({ addresses: 40, tours: 3 });
  expect(await idOf(town, 'Lindenweg 7a')).toBe(before);
});
