// The page sets its title when the program has ended.
export default async function drive(page) {
  await page.waitForFunction(() => document.title === 'done');
  return page.textContent('#out');
}
