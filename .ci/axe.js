// Runs axe on pages in headless Chromium, in a light and a dark window and in a
// narrow one, and prints each to PDF. Fails on any violation.
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const windows = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'light', viewport: { width: 400, height: 800 } },
];

(async () => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  let bad = 0;
  const complain = (file, what) => { bad++; console.error(`${file}: ${what}`); };
  for (const file of process.argv.slice(2)) {
    const url = 'file://' + path.resolve(file);
    // As a reader opens it: nothing may be asked from elsewhere, nothing may fail.
    const plain = await browser.newPage();
    plain.on('console', m => complain(file, `the browser says: ${m.text()}`));
    plain.on('request', r => { if (r.url() !== url) complain(file, `asks for ${r.url()}`); });
    await plain.goto(url);
    await plain.pdf({ path: file.replace(/html$/, 'pdf'), format: 'A4', printBackground: true });
    await plain.close();
    for (const window of windows) {
      const context = await browser.newContext({ ...window, bypassCSP: true }); // axe itself is a script
      const page = await context.newPage();
      await page.goto(url);
      await page.evaluate(axe);
      const result = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      for (const v of result.violations) {
        complain(file, `${v.id}: ${v.help} (${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 120)})`);
      }
      await context.close();
    }
  }
  await browser.close();
  console.log(`accessible: ${process.argv.length - 2} pages, ${bad} complaints`);
  process.exit(bad ? 1 : 0);
})();
