// Waits until Go is ready, adds the preset numbers, others, and calls the function directly.
export default async function drive(page) {
  await page.waitForSelector('#sum:not([disabled])');
  const sum = async (a, b) => {
    await page.fill('#a', a);
    await page.fill('#b', b);
    await page.click('#sum');
    return page.textContent('#result');
  };
  const lines = [await sum('2', '3'), await sum('-1.5', '1e3')];
  lines.push(await page.evaluate(() => [add(), add(1, 2, 3, 4), String(add(1, 'x')), add.length, typeof add].join(' ')));
  lines.push(await page.evaluate(() => {
    let s = 0;
    for (let i = 0; i < 10000; i++) s = add(s, i);
    return s;
  }));
  return lines.join('\n') + '\n';
}
