import { SCENARIOS, type FuzzTest } from './openFuzzTest.js';

/** Whether what is right is done in one of the states, by a customer who has everything that it may name. */
export async function canSucceed(fuzz: FuzzTest, name: string): Promise<boolean> {
  for (const scenario of SCENARIOS) {
    await fuzz.renewSession();
    await fuzz.send('switchSandboxScenario', { scenario });
    await fuzz.nameAnew();
    for (const earlier of ['createSetupIntent', 'confirmSandboxSetup', 'addTaxId']) {
      if (earlier === name) continue;
      await fuzz.send(earlier, fuzz.right[earlier]!);
      await fuzz.nameAnew();
    }
    await fuzz.nameQuote();
    if ((await fuzz.send(name, fuzz.right[name]!)).status < 300) return true;
  }
  return false;
}
