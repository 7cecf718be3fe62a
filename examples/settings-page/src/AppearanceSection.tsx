import { useState } from 'react';
import { applyTheme, storedTheme, themes, type Theme } from './theme.js';

const names: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function AppearanceSection() {
  const [chosen, setChosen] = useState(storedTheme);
  const choose = (theme: Theme) => {
    applyTheme(theme);
    setChosen(theme);
  };
  return (
    <fieldset className="choices">
      <legend>Theme</legend>
      {themes.map((theme) => (
        <label key={theme}>
          <input type="radio" name="theme" checked={theme === chosen} onChange={() => choose(theme)} />
          {names[theme]}
        </label>
      ))}
    </fieldset>
  );
}
