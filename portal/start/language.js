// The switch works by style sheet alone; this remembers the choice and tells the browser which language is shown.
const KEY = 'stadttor-language';

/** The page works without storage too, it only forgets. */
const read = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const write = (value) => {
  try {
    localStorage.setItem(KEY, value);
  } catch {}
};

export const chosenLanguage = () => document.querySelector('input[name="language"]:checked')?.value ?? 'de';

export function rememberLanguage() {
  const inputs = [...document.querySelectorAll('input[name="language"]')];
  const wanted = inputs.find(({ value }) => value === read());
  if (wanted) wanted.checked = true;
  const apply = () => {
    document.documentElement.lang = chosenLanguage();
  };
  for (const input of inputs)
    input.addEventListener('change', () => {
      write(input.value);
      apply();
    });
  apply();
}
