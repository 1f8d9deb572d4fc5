// The page does everything itself; its last line is `done`.
export default async function drive(page) {
  await page.waitForFunction(() => document.getElementById('out').textContent.endsWith('done\n'));
  return page.textContent('#out');
}
