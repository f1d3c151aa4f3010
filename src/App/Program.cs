Console.WriteLine("dais");
